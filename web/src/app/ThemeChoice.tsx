import { Check, Monitor, Moon, Sun } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { Button } from '@/ui/Button';
import { type Theme, useTheme } from './theme';

const choices: { theme: Theme; label: string; Icon: typeof Sun }[] = [
    { theme: 'system', label: 'As the system', Icon: Monitor },
    { theme: 'light', label: 'Light', Icon: Sun },
    { theme: 'dark', label: 'Dark', Icon: Moon },
];

/** Lets a person choose between light and dark. */
export function ThemeChoice() {
    const [theme, choose] = useTheme();
    const Icon = choices.find((each) => each.theme === theme)?.Icon ?? Monitor;
    return (
        <DropdownMenu.Root>
            <DropdownMenu.Trigger asChild>
                <Button kind="quiet" size="icon" aria-label="Light or dark">
                    <Icon aria-hidden className="size-5" />
                </Button>
            </DropdownMenu.Trigger>
            <DropdownMenu.Portal>
                <DropdownMenu.Content
                    align="end"
                    sideOffset={4}
                    className="z-50 min-w-48 rounded-xl border border-line bg-surface p-1 shadow-card"
                >
                    <DropdownMenu.RadioGroup
                        value={theme}
                        onValueChange={(value) => choose(value === 'light' || value === 'dark' ? value : 'system')}
                    >
                        {choices.map(({ theme, label, Icon }) => (
                            <DropdownMenu.RadioItem
                                key={theme}
                                value={theme}
                                className="flex min-h-11 cursor-pointer items-center gap-3 rounded-lg px-3 outline-none data-highlighted:bg-sunken"
                            >
                                <Icon aria-hidden className="size-4 text-quiet" />
                                <span className="flex-1">{label}</span>
                                <DropdownMenu.ItemIndicator>
                                    <Check aria-hidden className="size-4 text-accent" />
                                </DropdownMenu.ItemIndicator>
                            </DropdownMenu.RadioItem>
                        ))}
                    </DropdownMenu.RadioGroup>
                </DropdownMenu.Content>
            </DropdownMenu.Portal>
        </DropdownMenu.Root>
    );
}
