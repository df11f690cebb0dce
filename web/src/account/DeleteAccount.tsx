import { type FormEvent, useState } from 'react';
import { ApiError } from '@/api/ApiError';
import { Button } from '@/ui/Button';
import { Modal } from '@/ui/Modal';
import { Notice } from '@/ui/Notice';
import { deleteAccount } from './ownData';
import { PasswordField } from './PasswordField';
import { forgetLogin } from './tokens';

const PASSWORD_PROBLEMS = ['wrong_password', 'validation_error'];

/** The way to the end of an account: said plainly, and with the password, so that nobody else goes it. */
export function DeleteAccount() {
    const [open, setOpen] = useState(false);
    return (
        <>
            <Button kind="danger" onClick={() => setOpen(true)}>
                Delete my account
            </Button>
            <Modal
                open={open}
                onClose={() => setOpen(false)}
                title="Delete your account?"
                description="Everything that is stored about you is deleted at once, and cannot be brought back."
            >
                <Confirmation keep={() => setOpen(false)} />
            </Modal>
        </>
    );
}

function Confirmation({ keep }: { keep: () => void }) {
    const [password, setPassword] = useState('');
    const [busy, setBusy] = useState(false);
    const [error, setError] = useState<ApiError>();
    const aboutPassword = error !== undefined && PASSWORD_PROBLEMS.includes(error.code);

    async function send(event: FormEvent) {
        event.preventDefault();
        if (busy) {
            return;
        }
        setBusy(true);
        setError(undefined);
        try {
            await deleteAccount(password);
            forgetLogin();
        } catch (thrown) {
            setError(ApiError.from(thrown));
            setBusy(false);
        }
    }

    return (
        <form noValidate onSubmit={(event) => void send(event)} className="mt-4 flex flex-col gap-4">
            <PasswordField
                label="Your password"
                name="password"
                autoComplete="current-password"
                hint="Leave it empty if you log in without one."
                value={password}
                onChange={(event) => setPassword(event.target.value)}
                problem={
                    aboutPassword
                        ? password === ''
                            ? 'Please type your password.'
                            : 'This is not your password.'
                        : undefined
                }
            />
            {error && !aboutPassword ? <Notice kind="bad">{error.message}</Notice> : null}
            <div className="flex flex-wrap gap-3">
                <Button onClick={keep}>Keep it</Button>
                <Button kind="danger" type="submit" aria-disabled={busy}>
                    {busy ? 'Deleting…' : 'Delete everything'}
                </Button>
            </div>
        </form>
    );
}
