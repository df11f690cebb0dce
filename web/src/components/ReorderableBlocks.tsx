import {
    type Announcements,
    closestCenter,
    DndContext,
    type DragEndEvent,
    KeyboardSensor,
    MouseSensor,
    TouchSensor,
    useSensor,
    useSensors,
} from '@dnd-kit/core';
import {
    arrayMove,
    SortableContext,
    sortableKeyboardCoordinates,
    useSortable,
    verticalListSortingStrategy,
} from '@dnd-kit/sortable';
import { ArrowDown, ArrowUp, GripVertical } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/ui/Button';
import { classes } from '@/ui/classes';
import { Scrollable } from '@/ui/Scrollable';

interface Block {
    id: string;
    text: string;
}

/** Blocks of code that are put in order: by dragging, by the keyboard, or a step at a time with two buttons. */
export function ReorderableBlocks({
    blocks,
    order,
    onOrder,
    locked,
}: {
    blocks: readonly Block[];
    order: string[];
    onOrder: (order: string[]) => void;
    locked: boolean;
}) {
    const [told, setTold] = useState('');
    const sensors = useSensors(
        useSensor(MouseSensor, { activationConstraint: { distance: 5 } }),
        // A moment's hold, so that a finger can still scroll the page.
        useSensor(TouchSensor, { activationConstraint: { delay: 150, tolerance: 8 } }),
        useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
    );
    const placeOf = (id: string | number) => `place ${order.indexOf(String(id)) + 1} of ${order.length}`;

    const move = (id: string, to: number) => {
        onOrder(arrayMove(order, order.indexOf(id), to));
        setTold(`Moved to place ${to + 1} of ${order.length}.`);
    };
    const onDragEnd = ({ active, over }: DragEndEvent) => {
        if (over && active.id !== over.id) {
            onOrder(arrayMove(order, order.indexOf(String(active.id)), order.indexOf(String(over.id))));
        }
    };
    const announcements: Announcements = {
        onDragStart: ({ active }) => `Picked up the block at ${placeOf(active.id)}.`,
        onDragOver: ({ over }) => (over ? `Over ${placeOf(over.id)}.` : undefined),
        onDragEnd: ({ over }) => (over ? `Dropped at ${placeOf(over.id)}.` : 'Dropped where it was.'),
        onDragCancel: () => 'Left where it was.',
    };

    return (
        <DndContext
            sensors={sensors}
            collisionDetection={closestCenter}
            modifiers={[({ transform }) => ({ ...transform, x: 0 })]}
            onDragEnd={onDragEnd}
            accessibility={{
                announcements,
                screenReaderInstructions: {
                    draggable:
                        'Press space to pick the block up, the arrow keys to move it, and space again to drop it.',
                },
            }}
        >
            <SortableContext items={order} strategy={verticalListSortingStrategy} disabled={locked}>
                <ol dir="ltr" className="flex flex-col gap-2">
                    {order.map((id, at) => (
                        <Row
                            key={id}
                            id={id}
                            at={at}
                            last={order.length - 1}
                            text={blocks.find((block) => block.id === id)?.text ?? ''}
                            locked={locked}
                            onMove={(to) => move(id, to)}
                        />
                    ))}
                </ol>
            </SortableContext>
            <p role="status" className="sr-only">
                {told}
            </p>
        </DndContext>
    );
}

function Row({
    id,
    at,
    last,
    text,
    locked,
    onMove,
}: {
    id: string;
    at: number;
    last: number;
    text: string;
    locked: boolean;
    onMove: (to: number) => void;
}) {
    const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({
        id,
        disabled: locked,
    });
    const style = transform ? { transform: `translate3d(0, ${transform.y}px, 0)`, transition } : { transition };

    return (
        <li
            ref={setNodeRef}
            style={style}
            className={classes(
                'flex items-center gap-1 rounded-xl border bg-surface p-1',
                isDragging && 'relative z-10 border-accent shadow-card',
            )}
        >
            {locked ? (
                <span className="w-8 shrink-0 text-center text-sm text-quiet tabular-nums">{at + 1}.</span>
            ) : (
                <button
                    type="button"
                    ref={setActivatorNodeRef}
                    {...attributes}
                    {...listeners}
                    aria-label={`Drag block ${at + 1}`}
                    className="flex size-11 shrink-0 cursor-grab touch-none items-center justify-center rounded-lg text-quiet hover:bg-sunken active:cursor-grabbing"
                >
                    <GripVertical aria-hidden className="size-5" />
                </button>
            )}
            <Scrollable label={`Block ${at + 1}`} className="min-w-0 grow">
                <pre className="w-max min-w-full py-1.5 font-mono text-sm [tab-size:4]">
                    <code>{text}</code>
                </pre>
            </Scrollable>
            {locked ? null : (
                <span className="flex shrink-0 flex-col sm:flex-row">
                    <Button
                        kind="quiet"
                        size="small"
                        className="w-10 px-0"
                        aria-label={`Move block ${at + 1} up`}
                        disabled={at === 0}
                        onClick={() => onMove(at - 1)}
                    >
                        <ArrowUp aria-hidden className="size-4" />
                    </Button>
                    <Button
                        kind="quiet"
                        size="small"
                        className="w-10 px-0"
                        aria-label={`Move block ${at + 1} down`}
                        disabled={at === last}
                        onClick={() => onMove(at + 1)}
                    >
                        <ArrowDown aria-hidden className="size-4" />
                    </Button>
                </span>
            )}
        </li>
    );
}
