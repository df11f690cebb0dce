import { Modal } from '@/ui/Modal';
import { Button } from '@/ui/Button';
import { CredentialsForm } from './CredentialsForm';
import { useAccount } from './useAccount';

/** Asks a person whose login has run out to log in again. What is under it stays, typed text too, and goes on afterwards. */
export function ExpiredLogin() {
    const { user, expired, logIn, logOut } = useAccount();
    return (
        <Modal
            open={user !== null && expired}
            title="Please log in again"
            description="You have been away for a while. Everything on this page stays as it is."
        >
            <div className="mt-4 flex flex-col gap-2">
                <CredentialsForm purpose="logIn" submit={logIn} initialEmail={user?.email} takesFocus />
                <Button kind="quiet" onClick={logOut}>
                    Log out instead
                </Button>
            </div>
        </Modal>
    );
}
