import { type FormEvent, type ReactNode, useId, useRef, useState } from 'react';
import { ApiError } from '@/api/ApiError';
import { Button } from '@/ui/Button';
import { TextField } from '@/ui/Field';
import { Notice } from '@/ui/Notice';
import { PasswordField } from './PasswordField';

/** How long to wait, in words. */
function wait(seconds: number): string {
    return seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}

/** Email and password, with what is wrong about them where it is wrong. */
export function CredentialsForm({
    purpose,
    submit,
    initialEmail = '',
    hint,
    explain,
    takesFocus = false,
}: {
    purpose: 'signUp' | 'logIn';
    submit: (credentials: { email: string; password: string }) => Promise<void>;
    initialEmail?: string;
    hint?: string;
    /** More words for an error that its own message does not settle. */
    explain?: (error: ApiError, email: string) => ReactNode;
    /** Puts the focus into the first field that is empty. */
    takesFocus?: boolean;
}) {
    const form = useRef<HTMLFormElement>(null);
    const problemId = useId();
    const [email, setEmail] = useState(initialEmail);
    const [password, setPassword] = useState('');
    const [busy, setBusy] = useState(false);
    const [error, setError] = useState<ApiError>();

    async function send(event: FormEvent) {
        event.preventDefault();
        if (busy) {
            return;
        }
        setBusy(true);
        try {
            await submit({ email, password });
        } catch (thrown) {
            const refused = ApiError.from(thrown);
            setError(refused);
            setBusy(false);
            const field = refused.problemWith('email') ? 'email' : 'password';
            form.current?.querySelector<HTMLInputElement>(`input[name=${field}]`)?.focus();
        }
    }

    const problem = (field: string, label: string) => {
        const found = error?.problemWith(field);
        return found ? `${label} ${found}.` : undefined;
    };
    const general = error && !error.problemWith('email') && !error.problemWith('password') ? error : undefined;
    const signsUp = purpose === 'signUp';
    return (
        <form
            ref={form}
            noValidate
            onSubmit={(event) => void send(event)}
            aria-describedby={general ? problemId : undefined}
            className="flex flex-col gap-4"
        >
            {general ? (
                <Notice kind="bad">
                    <p id={problemId}>
                        {general.message}
                        {general.retryAfter ? ` Please try again in ${wait(general.retryAfter)}.` : null}{' '}
                        {explain?.(general, email)}
                    </p>
                </Notice>
            ) : null}
            <TextField
                label="Email"
                name="email"
                type="email"
                inputMode="email"
                autoComplete="username"
                autoCapitalize="none"
                spellCheck={false}
                required
                // The first thing to do in a form that has just been asked for.
                // eslint-disable-next-line jsx-a11y/no-autofocus
                autoFocus={takesFocus && initialEmail === ''}
                value={email}
                problem={problem('email', 'Email')}
                onChange={(event) => setEmail(event.target.value)}
            />
            <PasswordField
                label="Password"
                name="password"
                autoComplete={signsUp ? 'new-password' : 'current-password'}
                required
                hint={hint}
                // eslint-disable-next-line jsx-a11y/no-autofocus
                autoFocus={takesFocus && initialEmail !== ''}
                value={password}
                problem={problem('password', 'Password')}
                onChange={(event) => setPassword(event.target.value)}
            />
            <Button type="submit" kind="primary" aria-disabled={busy} className="mt-1">
                {signsUp ? (busy ? 'Signing up…' : 'Sign up') : busy ? 'Logging in…' : 'Log in'}
            </Button>
        </form>
    );
}
