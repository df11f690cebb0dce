import type { Progress, Unit } from './queries';

/** Where a learner is on a track. */
export type Standing = 'new' | 'begun' | 'left' | 'finished';

/** Where a learner is on a track, by their progress; without any they are new to it. */
export function standingOf(progress: Progress | undefined): Standing {
    if (!progress) {
        return 'new';
    }
    if (progress.status === 'completed') {
        return 'finished';
    }
    return progress.left_at ? 'left' : 'begun';
}

/** What a unit is to a learner. `help`: they have been through it without passing, so it is worth another look. */
export type UnitState = 'done' | 'help' | 'current' | 'open';

/** What a unit is to a learner with this progress. */
export function unitStateOf(unit: Unit, progress: Progress | undefined): UnitState {
    if (progress?.completed_unit_ids.includes(unit.unit_id)) {
        return progress.assessment_results[unit.unit_id]?.needs_help ? 'help' : 'done';
    }
    return progress?.current_unit_id === unit.unit_id && progress.status !== 'completed' ? 'current' : 'open';
}
