import { BookOpen, ExternalLink, ListChecks, type LucideIcon, SlidersHorizontal } from 'lucide-react';
import type { Unit } from './queries';

/** The kinds of unit, as a person calls them. */
export const unitKinds: Record<Unit['unit_type'], { name: string; Icon: LucideIcon }> = {
    content_snippet: { name: 'Lesson', Icon: BookOpen },
    mcq_component: { name: 'Question', Icon: ListChecks },
    slider_component: { name: 'Estimate', Icon: SlidersHorizontal },
    external_link: { name: 'Reading', Icon: ExternalLink },
};
