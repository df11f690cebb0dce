import {
    type Announcements,
    closestCenter,
    type CollisionDetection,
    DndContext,
    type DragEndEvent,
    type KeyboardCoordinateGetter,
    KeyboardSensor,
    MouseSensor,
    pointerWithin,
    rectIntersection,
    TouchSensor,
    useDraggable,
    useDroppable,
    useSensor,
    useSensors,
} from '@dnd-kit/core';
import { ArrowLeftRight, GripVertical } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { InlineText } from '@/markdown/InlineText';
import { classes } from '@/ui/classes';
import { ComponentFrame } from './ComponentFrame';
import type { ComponentProps } from './contract';
import { accepts, type Draggable, type DropZone, placed, type Placements } from './placements';
import type { ArgumentsOf, ReplyOf } from './schemas';

/** Where things lie that have no place yet. No id of a place can be empty. */
const pool = '';

/** Things to put into places: by dragging, by the keyboard, or by choosing the place from a list. */
export default function DndExercise({
    arguments: exercise,
    status,
    reply,
    answer,
}: ComponentProps<ArgumentsOf<'dnd_exercise'>, ReplyOf<'dnd_exercise'>>) {
    const { exercise_id, prompt_text, draggables, drop_zones } = exercise;
    const [placements, setPlacements] = useState<Placements>({});
    const [dragged, setDragged] = useState<string>();
    const [warned, setWarned] = useState<string>();
    const locked = status !== 'open';
    const held: Placements = reply
        ? Object.fromEntries(reply.mapping.map(({ draggable_id, drop_zone_id }) => [draggable_id, drop_zone_id]))
        : placements;
    const left = draggables.filter((thing) => !held[thing.id]);
    const placeable = left.filter((thing) => drop_zones.some((zone) => accepts(zone, thing)));

    const sensors = useSensors(
        useSensor(MouseSensor, { activationConstraint: { distance: 5 } }),
        // A moment's hold, so that a finger can still scroll the page.
        useSensor(TouchSensor, { activationConstraint: { delay: 150, tolerance: 8 } }),
        useSensor(KeyboardSensor, { coordinateGetter: nextPlace }),
    );
    const thingNamed = (id: string | number) => draggables.find((thing) => thing.id === id)?.label ?? '';
    const placeNamed = (id: string | number) =>
        drop_zones.find((zone) => zone.id === id)?.label ?? 'the things without a place';
    const announcements: Announcements = {
        onDragStart: ({ active }) => `Picked up ${thingNamed(active.id)}.`,
        onDragOver: ({ active, over }) =>
            over ? `${thingNamed(active.id)} is over ${placeNamed(over.id)}.` : undefined,
        onDragEnd: ({ active, over }) =>
            over ? `${thingNamed(active.id)} was put into ${placeNamed(over.id)}.` : 'Left where it was.',
        onDragCancel: () => 'Left where it was.',
    };

    const put = (thing: string, zone: string | undefined) =>
        setPlacements((before) => placed(exercise, before, thing, zone));
    const onDragEnd = ({ active, over }: DragEndEvent) => {
        setDragged(undefined);
        if (over) {
            put(String(active.id), over.id === pool ? undefined : String(over.id));
        }
    };

    const problem =
        Object.keys(placements).length === 0
            ? 'Put at least one of them into a place first.'
            : placeable.length > 0
              ? `${placeable.length === 1 ? 'One has' : `${placeable.length} have`} no place yet. Press Answer again to leave ${placeable.length === 1 ? 'it' : 'them'} out.`
              : undefined;
    const submit = () => {
        const mapping = draggables.flatMap(({ id }) => {
            const zone = placements[id];
            return zone ? [{ draggable_id: id, drop_zone_id: zone }] : [];
        });
        if (problem && (mapping.length === 0 || warned !== problem)) {
            setWarned(problem);
        } else {
            answer({ exercise_id, mapping });
        }
    };

    const current = draggables.find((thing) => thing.id === dragged);
    const thing = (each: Draggable) => (
        <Thing
            key={each.id}
            thing={each}
            zone={held[each.id]}
            zones={drop_zones.filter((zone) => accepts(zone, each))}
            locked={locked}
            onPut={(zone) => put(each.id, zone)}
        />
    );

    return (
        <ComponentFrame
            name="Exercise"
            prompt={prompt_text}
            status={status}
            submit={{ label: 'Answer', onSubmit: submit }}
            problem={warned === problem ? problem : undefined}
            yourAnswer={draggables
                .filter(({ id }) => held[id])
                .map(({ id, label }) => `${label} → ${placeNamed(held[id] ?? '')}`)
                .join(', ')}
        >
            <DndContext
                sensors={sensors}
                collisionDetection={underPointerOrNearest}
                onDragStart={({ active }) => setDragged(String(active.id))}
                onDragEnd={onDragEnd}
                onDragCancel={() => setDragged(undefined)}
                accessibility={{
                    announcements,
                    screenReaderInstructions: {
                        draggable:
                            'Press space to pick it up, the arrow keys to go from place to place, and space again to put it down.',
                    },
                }}
            >
                {locked ? null : (
                    <p className="text-sm text-quiet">
                        <bdi>
                            Drag each to its place, or choose the place with{' '}
                            <ArrowLeftRight role="img" aria-label="the list beside it" className="inline size-4" />.
                        </bdi>
                    </p>
                )}
                {left.length > 0 || !locked ? (
                    <Place id={pool} label={locked ? 'Without a place' : 'To be placed'} open locked={locked}>
                        {left.map(thing)}
                        {left.length === 0 ? <Empty>All have a place.</Empty> : null}
                    </Place>
                ) : null}
                <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
                    {drop_zones.map((zone) => {
                        const here = draggables.filter(({ id }) => held[id] === zone.id);
                        return (
                            <Place
                                key={zone.id}
                                id={zone.id}
                                label={<InlineText text={zone.label} />}
                                open={!current || accepts(zone, current)}
                                locked={locked}
                            >
                                {here.map(thing)}
                                {here.length === 0 ? <Empty>Nothing here yet.</Empty> : null}
                            </Place>
                        );
                    })}
                </div>
            </DndContext>
        </ComponentFrame>
    );
}

/** A pointer drops where it points to; the keyboard into what the thing lies on, or else what is nearest. */
const underPointerOrNearest: CollisionDetection = (given) => {
    if (given.pointerCoordinates) {
        return pointerWithin(given);
    }
    const beneath = rectIntersection(given);
    return beneath.length > 0 ? beneath : closestCenter(given);
};

/** The arrow keys go from place to place, those that do not take the thing left out. */
const nextPlace: KeyboardCoordinateGetter = (event, { context }) => {
    const forth = event.code === 'ArrowDown' || event.code === 'ArrowRight';
    const back = event.code === 'ArrowUp' || event.code === 'ArrowLeft';
    const item = context.collisionRect;
    if (!(forth || back) || !item) {
        return undefined;
    }
    event.preventDefault();
    const places = context.droppableContainers.getEnabled();
    const here = places.findIndex((place) => place.id === context.over?.id);
    const next = places[(here + (forth ? 1 : -1) + places.length) % places.length];
    const there = next && context.droppableRects.get(next.id);
    return there
        ? {
              x: there.left + (there.width - item.width) / 2,
              y: there.top + (there.height - item.height) / 2,
          }
        : undefined;
};

function Empty({ children }: { children: ReactNode }) {
    return (
        <li className="flex min-h-11 items-center text-sm text-quiet">
            <bdi>{children}</bdi>
        </li>
    );
}

function Place({
    id,
    label,
    open,
    locked,
    children,
}: {
    id: string;
    label: ReactNode;
    /** Whether it takes what is being dragged. */
    open: boolean;
    locked: boolean;
    children: ReactNode;
}) {
    const { setNodeRef, isOver } = useDroppable({ id, disabled: locked || !open });
    return (
        <div
            ref={setNodeRef}
            className={classes(
                'flex min-w-0 flex-col gap-2 rounded-xl border p-3 transition-colors',
                id === pool ? 'bg-sunken' : 'border-dashed border-quiet/60',
                isOver && 'border-solid border-accent bg-accent-soft',
                !open && 'opacity-50',
            )}
        >
            <p className="text-sm font-medium">{label}</p>
            <ul className="flex flex-wrap gap-2">{children}</ul>
        </div>
    );
}

function Thing({
    thing,
    zone,
    zones,
    locked,
    onPut,
}: {
    thing: Draggable;
    zone: string | undefined;
    zones: DropZone[];
    locked: boolean;
    onPut: (zone: string | undefined) => void;
}) {
    const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, isDragging } = useDraggable({
        id: thing.id,
        disabled: locked,
    });
    const style = transform ? { transform: `translate3d(${transform.x}px, ${transform.y}px, 0)` } : undefined;
    const label = <InlineText text={thing.label} />;

    if (locked) {
        return <li className="flex min-h-9 max-w-full items-center rounded-lg border bg-surface px-3 py-1">{label}</li>;
    }
    return (
        <li
            ref={setNodeRef}
            style={style}
            className={classes(
                'flex min-h-11 max-w-full items-center rounded-lg border bg-surface',
                isDragging && 'relative z-10 border-accent shadow-card',
            )}
        >
            <button
                type="button"
                ref={setActivatorNodeRef}
                {...attributes}
                {...listeners}
                aria-label={`Drag ${thing.label}`}
                className="flex size-11 shrink-0 cursor-grab touch-none items-center justify-center rounded-lg text-quiet hover:bg-sunken active:cursor-grabbing"
            >
                <GripVertical aria-hidden className="size-5" />
            </button>
            <span {...listeners} className="min-w-0 cursor-grab py-1">
                {label}
            </span>
            <span className="relative flex size-11 shrink-0 items-center justify-center rounded-lg text-quiet has-focus-visible:outline-2 has-focus-visible:outline-accent">
                <ArrowLeftRight aria-hidden className="size-4" />
                <select
                    aria-label={`Place for ${thing.label}`}
                    value={zone ?? pool}
                    onChange={(event) => onPut(event.target.value || undefined)}
                    className="absolute inset-0 size-full cursor-pointer appearance-none bg-transparent text-base text-transparent outline-none"
                >
                    <option value={pool} className="bg-surface text-ink">
                        Without a place
                    </option>
                    {zones.map(({ id, label: name }) => (
                        <option key={id} value={id} className="bg-surface text-ink">
                            {name}
                        </option>
                    ))}
                </select>
            </span>
        </li>
    );
}
