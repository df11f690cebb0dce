import { useSortable } from '@dnd-kit/sortable';
import { ArrowDown, ArrowUp, GripVertical, Trash2 } from 'lucide-react';
import { Link } from 'react-router';
import { duration } from '@/tracks/duration';
import type { Unit } from '@/tracks/queries';
import { unitKinds } from '@/tracks/unitKinds';
import { Button } from '@/ui/Button';
import { classes } from '@/ui/classes';

/** A unit in the list that a teacher puts in order. */
export function UnitOrderRow({
    trackId,
    unit,
    place,
    of,
    move,
    remove,
}: {
    trackId: string;
    unit: Unit;
    place: number;
    of: number;
    move: (by: -1 | 1) => void;
    remove: () => void;
}) {
    const { setNodeRef, setActivatorNodeRef, attributes, listeners, transform, transition, isDragging } = useSortable({
        id: unit.unit_id,
    });
    const kind = unitKinds[unit.unit_type];
    return (
        <li
            ref={setNodeRef}
            style={{ transform: transform ? `translate3d(0, ${transform.y}px, 0)` : undefined, transition }}
            className={classes(
                'flex flex-wrap items-center gap-x-1 gap-y-1 bg-surface px-2 py-2 first:rounded-t-card last:rounded-b-card sm:flex-nowrap',
                isDragging && 'relative z-10 shadow-lg',
            )}
        >
            <button
                ref={setActivatorNodeRef}
                type="button"
                {...attributes}
                {...listeners}
                aria-label={`Move ${unit.title}`}
                className="flex size-11 shrink-0 cursor-grab touch-none items-center justify-center rounded-lg text-quiet hover:bg-sunken"
            >
                <GripVertical aria-hidden className="size-5" />
            </button>
            <Link
                to={`/teach/tracks/${trackId}/units/${unit.unit_id}`}
                className="min-w-0 flex-1 rounded-lg px-2 py-1 hover:bg-sunken"
            >
                <span dir="auto" className="block font-medium">
                    {unit.title}
                </span>
                <span className="flex items-center gap-2 text-sm text-quiet">
                    <kind.Icon aria-hidden className="size-4 shrink-0" />
                    {kind.name} · {duration(unit.estimated_duration_minutes)}
                </span>
            </Link>
            <div className="ms-auto flex shrink-0">
                {/* Not disabled at the ends: whoever moves a unit there by keys would lose their place on the page. */}
                <Button
                    kind="quiet"
                    size="icon"
                    aria-label={`Move ${unit.title} up`}
                    aria-disabled={place === 1}
                    className="aria-disabled:opacity-40"
                    onClick={() => move(-1)}
                >
                    <ArrowUp aria-hidden className="size-5" />
                </Button>
                <Button
                    kind="quiet"
                    size="icon"
                    aria-label={`Move ${unit.title} down`}
                    aria-disabled={place === of}
                    className="aria-disabled:opacity-40"
                    onClick={() => move(1)}
                >
                    <ArrowDown aria-hidden className="size-5" />
                </Button>
                <Button kind="quiet" size="icon" aria-label={`Take ${unit.title} out`} onClick={remove}>
                    <Trash2 aria-hidden className="size-5" />
                </Button>
            </div>
        </li>
    );
}
