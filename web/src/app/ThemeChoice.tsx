import { Monitor, Moon, Sun } from 'lucide-react';
import { Button } from '@/ui/Button';
import { type Theme, useTheme } from './theme';

const choices: Record<Theme, { label: string; next: Theme; Icon: typeof Sun }> = {
    system: { label: 'as the system', next: 'light', Icon: Monitor },
    light: { label: 'light', next: 'dark', Icon: Sun },
    dark: { label: 'dark', next: 'system', Icon: Moon },
};

/** Lets a person choose between light, dark, and what the system has; one after the other. */
export function ThemeChoice() {
    const [theme, choose] = useTheme();
    const { label, next, Icon } = choices[theme];
    return (
        <Button
            kind="quiet"
            size="icon"
            aria-label={`Colours: ${label}. Change to ${choices[next].label}`}
            title={`Colours: ${label}`}
            onClick={() => choose(next)}
        >
            <Icon aria-hidden className="size-5" />
        </Button>
    );
}
