import { Minus, Plus } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { Button } from '@/ui/Button';
import { classes } from '@/ui/classes';
import { numberText, type Scale } from './scale';

/** A native slider with its value, and a button on either side for whoever finds sliders fiddly. */
export function ValueSlider({
    label,
    scale,
    value,
    onChange,
    disabled = false,
    readOnly = false,
    unset = false,
    describedBy,
}: {
    label: ReactNode;
    scale: Scale;
    value: number;
    onChange: (value: number) => void;
    disabled?: boolean;
    /** Shows the value, and nothing to press. */
    readOnly?: boolean;
    /** Whether no value has been set yet; the slider then stands at its beginning. */
    unset?: boolean;
    describedBy?: string;
}) {
    const id = useId();
    const place = scale.placeOf(value);
    const words = unset ? 'not set yet' : `${numberText(value)} of ${numberText(scale.greatest)}`;
    const move = (to: number) => onChange(scale.at(Math.min(scale.last, Math.max(0, to))));

    return (
        <div className="flex flex-col gap-1">
            <div className="flex items-baseline justify-between gap-3">
                <label id={`${id}-label`} htmlFor={id} className="min-w-0 font-medium">
                    {label}
                </label>
                <span aria-hidden className="shrink-0 text-lg font-semibold text-accent-ink tabular-nums">
                    {unset ? '–' : numberText(value)}
                </span>
            </div>
            <div className="flex items-center gap-2">
                {readOnly ? null : (
                    <Button
                        size="icon"
                        aria-label="Less"
                        aria-describedby={`${id}-label`}
                        disabled={disabled || (place === 0 && !unset)}
                        onClick={() => move(unset ? 0 : place - 1)}
                    >
                        <Minus aria-hidden className="size-5" />
                    </Button>
                )}
                <span className="flex min-w-0 grow flex-col">
                    <input
                        id={id}
                        type="range"
                        min={0}
                        max={scale.last}
                        step={1}
                        value={place}
                        disabled={disabled || readOnly}
                        aria-valuetext={words}
                        aria-describedby={describedBy}
                        onChange={(event) => move(event.target.valueAsNumber)}
                        className="h-11 w-full cursor-pointer accent-accent disabled:cursor-default"
                    />
                </span>
                {readOnly ? null : (
                    <Button
                        size="icon"
                        aria-label="More"
                        aria-describedby={`${id}-label`}
                        disabled={disabled || (place === scale.last && !unset)}
                        onClick={() => move(place + 1)}
                    >
                        <Plus aria-hidden className="size-5" />
                    </Button>
                )}
            </div>
            <div
                aria-hidden
                className={classes('flex justify-between text-sm text-quiet tabular-nums', !readOnly && 'px-13')}
            >
                <span>{numberText(scale.least)}</span>
                <span>{numberText(scale.greatest)}</span>
            </div>
        </div>
    );
}
