import { Eye, EyeOff } from 'lucide-react';
import { type ComponentProps, useState } from 'react';
import { TextField } from '@/ui/Field';

/** A password, which may be shown while it is typed. */
export function PasswordField(given: Omit<ComponentProps<typeof TextField>, 'type'>) {
    const [shown, setShown] = useState(false);
    const Icon = shown ? EyeOff : Eye;
    return (
        <div className="relative">
            <TextField {...given} type={shown ? 'text' : 'password'} className="pe-12" />
            <button
                type="button"
                aria-pressed={shown}
                aria-label="Show password"
                onClick={() => setShown(!shown)}
                className="absolute end-0 top-[1.625rem] flex size-11 cursor-pointer items-center justify-center rounded-xl text-quiet hover:text-ink"
            >
                <Icon aria-hidden className="size-5" />
            </button>
        </div>
    );
}
