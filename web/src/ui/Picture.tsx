import { ImageOff } from 'lucide-react';
import { useState } from 'react';
import { pictureAddress } from './address';
import { classes } from './classes';

/**
 * A picture from somewhere on the web. It comes over https or from the page's own server, tells the other server nothing,
 * and a quiet placeholder takes its place when it cannot be shown.
 */
export function Picture({ address, alt, className }: { address: string; alt: string; className?: string }) {
    const safe = pictureAddress(address);
    const [broken, setBroken] = useState<string>();

    if (!safe || broken === safe) {
        return (
            <span
                role={alt ? 'img' : undefined}
                aria-label={alt ? `${alt} (picture not available)` : undefined}
                className={classes(
                    'flex min-h-24 flex-col items-center justify-center gap-1 rounded-lg bg-sunken p-3 text-sm text-quiet',
                    className,
                )}
            >
                <ImageOff aria-hidden className="size-6" />
                {alt ? <span dir="auto">{alt}</span> : null}
            </span>
        );
    }
    return (
        <img
            src={safe}
            alt={alt}
            loading="lazy"
            decoding="async"
            referrerPolicy="no-referrer"
            onError={() => setBroken(safe)}
            className={className}
        />
    );
}
