import {
    BookOpen,
    Brain,
    Briefcase,
    Clock,
    Code,
    FlaskConical,
    Globe,
    GraduationCap,
    Headphones,
    Heart,
    Lightbulb,
    MessageCircle,
    Music,
    Palette,
    Pencil,
    Play,
    Puzzle,
    Rocket,
    Star,
    Target,
    Trophy,
    Users,
} from 'lucide-react';

const drawn: Record<string, typeof Play> = {
    art: Palette,
    audio: Headphones,
    book: BookOpen,
    'book-open': BookOpen,
    brain: Brain,
    briefcase: Briefcase,
    career: Briefcase,
    chat: MessageCircle,
    clock: Clock,
    code: Code,
    exam: GraduationCap,
    experiment: FlaskConical,
    flask: FlaskConical,
    globe: Globe,
    'graduation-cap': GraduationCap,
    headphones: Headphones,
    heart: Heart,
    idea: Lightbulb,
    lightbulb: Lightbulb,
    music: Music,
    palette: Palette,
    pencil: Pencil,
    people: Users,
    play: Play,
    puzzle: Puzzle,
    reading: BookOpen,
    rocket: Rocket,
    school: GraduationCap,
    science: FlaskConical,
    star: Star,
    target: Target,
    time: Clock,
    trophy: Trophy,
    users: Users,
    video: Play,
    work: Briefcase,
    world: Globe,
    writing: Pencil,
};

/** The icon that a model or a teacher has named, or the emoji they wrote; nothing for a name that is not known. */
export function Symbol({ icon }: { icon: string }) {
    const Drawn =
        drawn[
            icon
                .trim()
                .toLowerCase()
                .replaceAll(/[\s_]+/g, '-')
        ];
    if (Drawn) {
        return <Drawn aria-hidden className="size-6 shrink-0 text-accent" />;
    }
    // Letters would be a name that is not known.
    return /\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(icon) && !/\p{L}/u.test(icon) ? (
        <span aria-hidden className="shrink-0 text-2xl leading-none">
            {icon}
        </span>
    ) : null;
}
