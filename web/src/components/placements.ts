import type { ArgumentsOf } from './schemas';

type Exercise = ArgumentsOf<'dnd_exercise'>;

/** A thing that is put somewhere. */
export type Draggable = Exercise['draggables'][number];

/** Where it may be put. */
export type DropZone = Exercise['drop_zones'][number];

/** Which thing lies where: the id of the place by the id of the thing. */
export type Placements = Readonly<Record<string, string>>;

/** Whether a place takes a thing: one that names a group takes that group only. */
export function accepts(zone: DropZone, thing: Draggable): boolean {
    return zone.accepts_group === undefined || zone.accepts_group === thing.group;
}

/** The placements with a thing put somewhere, or taken back; unchanged where the place does not take it. */
export function placed(
    { draggables, drop_zones }: Exercise,
    placements: Placements,
    thingId: string,
    zoneId: string | undefined,
): Placements {
    const others = Object.fromEntries(Object.entries(placements).filter(([id]) => id !== thingId));
    if (zoneId === undefined) {
        return others;
    }
    const thing = draggables.find((each) => each.id === thingId);
    const zone = drop_zones.find((each) => each.id === zoneId);
    return thing && zone && accepts(zone, thing) ? { ...others, [thingId]: zoneId } : placements;
}
