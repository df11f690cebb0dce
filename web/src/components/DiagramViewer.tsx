import { MermaidDiagram } from '@/markdown/MermaidDiagram';
import { Zoomable } from '@/markdown/Zoomable';
import { directionOf } from '@/ui/direction';
import { Markdown } from '@/markdown/Markdown';
import { Picture } from '@/ui/Picture';
import type { ComponentProps } from './contract';
import type { ArgumentsOf } from './schemas';

/** A diagram or a picture to look at, with its caption; larger on request. Nothing to answer. */
export default function DiagramViewer({
    arguments: { diagram_data, diagram_type, caption, interactive = false },
}: ComponentProps<ArgumentsOf<'diagram_viewer'>>) {
    const label = caption ?? 'Diagram';
    const picture = <Picture address={diagram_data} alt={label} className="h-auto w-full rounded-lg" />;

    return (
        <figure
            dir={directionOf(caption)}
            className="rounded-card border border-line bg-surface p-4 shadow-card sm:p-5"
        >
            {diagram_type === 'mermaid' ? (
                <MermaidDiagram source={diagram_data} label={caption} zoom={interactive} framed={false} />
            ) : interactive ? (
                <Zoomable label={label}>{picture}</Zoomable>
            ) : (
                picture
            )}
            {caption ? (
                <figcaption className="mt-3 text-sm text-quiet">
                    <Markdown text={caption} />
                </figcaption>
            ) : null}
        </figure>
    );
}
