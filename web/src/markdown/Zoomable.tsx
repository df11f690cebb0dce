import { Maximize, ZoomIn, ZoomOut } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '@/ui/Button';
import { Scrollable } from '@/ui/Scrollable';

const scales = [1, 1.5, 2, 3, 4];

/** A picture that can be made larger, and then be moved by scrolling. */
export function Zoomable({
    label,
    width,
    children,
}: {
    label: string;
    /** How wide it is by itself, in pixels, if it is not to fill its place. */
    width?: number;
    children: ReactNode;
}) {
    const [step, setStep] = useState(0);
    const scale = scales[step] ?? 1;

    return (
        <div className="flex flex-col gap-2">
            <Scrollable label={label} className="max-h-[70vh] bg-surface">
                <div
                    className="mx-auto"
                    style={{ width: `calc(${width ? `min(100%, ${width}px)` : '100%'} * ${scale})` }}
                >
                    {children}
                </div>
            </Scrollable>
            <div role="group" aria-label="Zoom" className="flex items-center gap-1">
                <Button
                    size="icon"
                    kind="quiet"
                    aria-label="Smaller"
                    disabled={step === 0}
                    onClick={() => setStep(step - 1)}
                >
                    <ZoomOut aria-hidden className="size-5" />
                </Button>
                <span aria-live="polite" className="min-w-14 text-center text-sm text-quiet tabular-nums">
                    {Math.round(scale * 100)} %
                </span>
                <Button
                    size="icon"
                    kind="quiet"
                    aria-label="Larger"
                    disabled={step === scales.length - 1}
                    onClick={() => setStep(step + 1)}
                >
                    <ZoomIn aria-hidden className="size-5" />
                </Button>
                <Button size="icon" kind="quiet" aria-label="Fit" disabled={step === 0} onClick={() => setStep(0)}>
                    <Maximize aria-hidden className="size-5" />
                </Button>
            </div>
        </div>
    );
}
