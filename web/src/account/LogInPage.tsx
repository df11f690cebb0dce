import { Link, useLocation } from 'react-router';
import { z } from 'zod';
import { AccountPage } from './AccountPage';
import { CredentialsForm } from './CredentialsForm';
import { textLink } from './textLink';
import { useAccount } from './useAccount';

const From = z.object({ email: z.string() });

/** Where a learner who has an account logs in. */
export function LogInPage() {
    const { logIn } = useAccount();
    const { state } = useLocation();
    const from = From.safeParse(state);
    return (
        <AccountPage
            title="Log in"
            heading="Welcome back"
            intro="Log in, and go on where you left off."
            other={
                <>
                    New here?{' '}
                    <Link to="/signup" state={state} className={textLink}>
                        Make an account
                    </Link>
                </>
            }
        >
            <CredentialsForm
                purpose="logIn"
                submit={logIn}
                initialEmail={from.success ? from.data.email : ''}
                takesFocus={from.success}
            />
        </AccountPage>
    );
}
