import mermaid from 'mermaid';

/** A drawn diagram: the address of a picture that holds all of itself, and its size in pixels. */
export interface Drawing {
    address: string;
    width: number;
    height: number;
}

let counter = 0;
let queue: Promise<unknown> = Promise.resolve();

/**
 * Draws a diagram. It becomes a picture, so that nothing in it can run, reach the page or fetch anything, whatever the
 * source is. Rejects when the source is no diagram.
 */
export function drawMermaid(source: string, dark: boolean): Promise<Drawing> {
    // Mermaid's settings are global; one after the other they belong to the diagram that is drawn.
    const drawn = queue.then(() => draw(source, dark));
    queue = drawn.catch(() => undefined);
    return drawn;
}

async function draw(source: string, dark: boolean): Promise<Drawing> {
    mermaid.initialize({
        startOnLoad: false,
        securityLevel: 'strict',
        suppressErrorRendering: true,
        theme: dark ? 'dark' : 'neutral',
        fontFamily: 'system-ui, sans-serif',
        maxTextSize: 50_000,
        htmlLabels: false,
        flowchart: { htmlLabels: false },
    });
    await mermaid.parse(source);
    counter += 1;
    const { svg } = await mermaid.render(`diagram-${counter}`, source);
    return picture(svg);
}

/** Mermaid writes HTML; a picture has to be XML with a size. */
function picture(svg: string): Drawing {
    const element = new DOMParser().parseFromString(svg, 'text/html').querySelector('svg');
    const [, , width, height] = (element?.getAttribute('viewBox') ?? '').split(/[\s,]+/).map(Number);
    if (!element || !width || !height) {
        throw new Error('the diagram has no size');
    }
    element.setAttribute('width', String(width));
    element.setAttribute('height', String(height));
    element.style.removeProperty('max-width');
    const xml = new XMLSerializer().serializeToString(element);
    return { address: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(xml)}`, width, height };
}
