/** The address if a picture may be fetched from it: over https, or from where the page came from. */
export function pictureAddress(address: string | undefined): string | undefined {
    const url = read(address);
    return url && (url.protocol === 'https:' || url.origin === window.location.origin) ? url.href : undefined;
}

/** The address if a link may lead there: a web page or a mail. */
export function linkAddress(address: string | undefined): string | undefined {
    const url = read(address);
    return url && ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url.href : undefined;
}

function read(address: string | undefined): URL | undefined {
    if (!address || !URL.canParse(address, window.location.href)) {
        return undefined;
    }
    return new URL(address, window.location.href);
}
