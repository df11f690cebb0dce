import {
    closestCenter,
    DndContext,
    type DragEndEvent,
    KeyboardSensor,
    PointerSensor,
    useSensor,
    useSensors,
} from '@dnd-kit/core';
import {
    arrayMove,
    SortableContext,
    sortableKeyboardCoordinates,
    verticalListSortingStrategy,
} from '@dnd-kit/sortable';
import { useState } from 'react';
import { ApiError } from '@/api/ApiError';
import type { Track, Unit } from '@/tracks/queries';
import { Card } from '@/ui/Card';
import { Notice } from '@/ui/Notice';
import { useOrderUnits, useRemoveUnit } from './queries';
import { RemoveDialog } from './RemoveDialog';
import { UnitOrderRow } from './UnitOrderRow';

/** The units of a track, to be put in order by dragging, by keys or by buttons, to be changed and to be taken out. */
export function UnitOrder({ track }: { track: Track }) {
    const order = useOrderUnits(track.track_id);
    const remove = useRemoveUnit(track.track_id);
    const [said, setSaid] = useState('');
    const [removing, setRemoving] = useState<Unit>();
    const sensors = useSensors(
        useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
        useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
    );
    const ids = track.units.map((unit) => unit.unit_id);
    const titleOf = (id: unknown) => track.units.find((unit) => unit.unit_id === id)?.title ?? 'The unit';
    const placeOf = (id: unknown) => `place ${ids.findIndex((each) => each === id) + 1} of ${ids.length}`;

    const move = (from: number, to: number) => {
        const unit = track.units[from];
        if (!unit || to < 0 || to >= ids.length || from === to) {
            return;
        }
        setSaid(`${unit.title}: now at place ${to + 1} of ${ids.length}`);
        order.mutate(arrayMove(ids, from, to));
    };
    const dropped = ({ active, over }: DragEndEvent) => {
        if (over) {
            move(ids.indexOf(String(active.id)), ids.indexOf(String(over.id)));
        }
    };

    return (
        <div className="mt-3">
            {order.isError ? (
                <Notice kind="bad" className="mb-3">
                    {whyNot(order.error, order.variables, titleOf)}
                </Notice>
            ) : null}
            <DndContext
                sensors={sensors}
                collisionDetection={closestCenter}
                onDragEnd={dropped}
                accessibility={{
                    screenReaderInstructions: {
                        draggable:
                            'Press space to lift the unit, the arrow keys to move it, space again to put it down.',
                    },
                    announcements: {
                        onDragStart: ({ active }) => `${titleOf(active.id)} is lifted, from ${placeOf(active.id)}`,
                        onDragOver: ({ active, over }) =>
                            over ? `${titleOf(active.id)} would be at ${placeOf(over.id)}` : undefined,
                        onDragEnd: ({ active, over }) =>
                            `${titleOf(active.id)} is put down at ${placeOf((over ?? active).id)}`,
                        onDragCancel: ({ active }) => `${titleOf(active.id)} stays at ${placeOf(active.id)}`,
                    },
                }}
            >
                <SortableContext items={ids} strategy={verticalListSortingStrategy}>
                    <Card className="p-0 sm:p-0">
                        <ol aria-label="Units in their order" className="divide-y divide-line">
                            {track.units.map((unit, at) => (
                                <UnitOrderRow
                                    key={unit.unit_id}
                                    trackId={track.track_id}
                                    unit={unit}
                                    place={at + 1}
                                    of={ids.length}
                                    move={(by) => move(at, at + by)}
                                    remove={() => setRemoving(unit)}
                                />
                            ))}
                        </ol>
                    </Card>
                </SortableContext>
            </DndContext>
            <p role="status" className="sr-only">
                {said}
            </p>
            <RemoveDialog
                open={removing !== undefined}
                close={() => setRemoving(undefined)}
                title="Take this unit out?"
                description={
                    <>
                        <bdi>{removing?.title}</bdi> will not be in this track any more. If it is in no other one, it is
                        removed.
                    </>
                }
                inUse="Somebody is just on this unit, so it stays. Please try again later."
                remove={async () => {
                    if (removing) {
                        await remove.mutateAsync({
                            unitId: removing.unit_id,
                            left: ids.filter((id) => id !== removing.unit_id),
                        });
                        setSaid(`${removing.title} was taken out`);
                    }
                }}
            />
        </div>
    );
}

/** The server names places of the order that was asked for, as in `unit_ids[2]`; a person knows titles. */
function whyNot(error: unknown, asked: string[] | undefined, titleOf: (id: unknown) => string): string {
    const { message, details } = ApiError.from(error);
    const sentences = details.map(({ field, problem }) => {
        const at = /\[(\d+)\]$/.exec(field)?.[1];
        return `${at === undefined ? 'The order' : titleOf(asked?.[Number(at)])} ${problem}.`;
    });
    return sentences.length === 0 ? message : `This order is not possible. ${sentences.join(' ')}`;
}
