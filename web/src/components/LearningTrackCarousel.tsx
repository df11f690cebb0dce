import { Check, ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '@/ui/Button';
import { classes } from '@/ui/classes';
import { directionOf } from '@/ui/direction';
import { Picture } from '@/ui/Picture';
import { ComponentFrame } from './ComponentFrame';
import type { ComponentProps } from './contract';
import { LongText } from './LongText';
import { named } from './named';
import type { ArgumentsOf, ReplyOf } from './schemas';
import { Tags } from './Tags';

/** Learning tracks side by side, of which the learner chooses one. */
export default function LearningTrackCarousel({
    arguments: { tracks },
    status,
    reply,
    answer,
}: ComponentProps<ArgumentsOf<'learning_track_carousel'>, ReplyOf<'learning_track_carousel'>>) {
    const [pressed, setPressed] = useState<string>();
    const { list, look, move, overflowing, atStart, atEnd } = useRow();
    const chosen = reply?.selected_track_id ?? (status === 'open' ? undefined : pressed);

    useEffect(() => {
        bringIntoRow(list.current);
    }, [list, chosen]);

    return (
        <ComponentFrame
            name="Learning tracks"
            status={status}
            yourAnswer={named(
                chosen ? [chosen] : [],
                tracks,
                (track) => track.track_id,
                (track) => track.title,
            )}
        >
            <div className="flex items-center justify-between gap-3">
                <p className="font-medium">{tracks.length === 1 ? 'A track for you' : 'Choose a track'}</p>
                {overflowing ? <MoveButtons atStart={atStart} atEnd={atEnd} move={move} /> : null}
            </div>
            <ul
                ref={list}
                {...(overflowing ? { tabIndex: 0 } : {})}
                onScroll={look}
                dir={directionOf(tracks[0]?.title)}
                aria-label="Tracks"
                className="relative -mx-4 flex snap-x snap-mandatory scroll-px-4 gap-3 overflow-x-auto scroll-smooth px-4 pb-2 sm:-mx-5 sm:scroll-px-5 sm:px-5"
            >
                {tracks.map((track) => {
                    const mine = chosen === track.track_id;
                    return (
                        <li
                            key={track.track_id}
                            data-chosen={mine || undefined}
                            dir={directionOf(track.title)}
                            className={classes(
                                'flex w-[min(17rem,85%)] shrink-0 snap-start flex-col gap-2 rounded-xl border p-3',
                                tracks.length === 1 && 'w-full',
                                mine && 'border-accent bg-accent-soft',
                            )}
                        >
                            {track.image_url ? (
                                <Picture
                                    address={track.image_url}
                                    alt={`Picture of ${track.title}`}
                                    className="aspect-video w-full rounded-lg object-cover"
                                />
                            ) : null}
                            <p className="font-semibold break-words">{track.title}</p>
                            <LongText text={track.description} of={track.title} />
                            <Tags tags={track.tags} />
                            <span className="grow" />
                            {status === 'answered' || status === 'superseded' ? (
                                mine ? (
                                    <p className="flex min-h-11 items-center gap-2 text-accent-ink">
                                        <Check aria-hidden className="size-5" /> Your choice
                                    </p>
                                ) : null
                            ) : (
                                <Button
                                    kind="primary"
                                    disabled={status !== 'open'}
                                    onClick={() => {
                                        setPressed(track.track_id);
                                        answer({ selected_track_id: track.track_id });
                                    }}
                                >
                                    Choose
                                    <span className="sr-only"> {track.title}</span>
                                </Button>
                            )}
                        </li>
                    );
                })}
            </ul>
        </ComponentFrame>
    );
}

/** Scrolls the row, and not the page, to the card that was chosen: nobody asked to be taken there. */
function bringIntoRow(row: HTMLElement | null) {
    const card = row?.querySelector('[data-chosen]');
    if (row && card) {
        const off = card.getBoundingClientRect().left - row.getBoundingClientRect().left;
        row.scrollLeft += off - (row.clientWidth - card.clientWidth) / 2;
    }
}

function MoveButtons({ atStart, atEnd, move }: { atStart: boolean; atEnd: boolean; move: (by: 1 | -1) => void }) {
    return (
        <div className="flex gap-1">
            <Button size="icon" kind="quiet" aria-label="Earlier tracks" disabled={atStart} onClick={() => move(-1)}>
                <ChevronLeft aria-hidden className="size-5 rtl:rotate-180" />
            </Button>
            <Button size="icon" kind="quiet" aria-label="Further tracks" disabled={atEnd} onClick={() => move(1)}>
                <ChevronRight aria-hidden className="size-5 rtl:rotate-180" />
            </Button>
        </div>
    );
}

/** Where a row that scrolls sideways stands, in either direction of writing. */
function useRow() {
    const list = useRef<HTMLUListElement>(null);
    const [place, setPlace] = useState({ overflowing: false, atStart: true, atEnd: false });

    const look = () => {
        const element = list.current;
        if (element) {
            const gone = Math.abs(element.scrollLeft);
            const room = element.scrollWidth - element.clientWidth;
            const now = { overflowing: room > 1, atStart: gone < 2, atEnd: gone > room - 2 };
            setPlace((before) =>
                before.overflowing === now.overflowing && before.atStart === now.atStart && before.atEnd === now.atEnd
                    ? before
                    : now,
            );
        }
    };

    useEffect(() => {
        const element = list.current;
        if (!element || typeof ResizeObserver === 'undefined') {
            return;
        }
        const observer = new ResizeObserver(look);
        observer.observe(element);
        return () => observer.disconnect();
    }, []);

    const move = (by: 1 | -1) => {
        const element = list.current;
        const card = element?.firstElementChild;
        if (element && card) {
            const sense = getComputedStyle(element).direction === 'rtl' ? -1 : 1;
            element.scrollBy({ left: by * sense * (card.clientWidth + 12) });
        }
    };

    return { list, look, move, ...place };
}
