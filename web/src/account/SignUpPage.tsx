import { Link, useLocation } from 'react-router';
import { AccountPage } from './AccountPage';
import { CredentialsForm } from './CredentialsForm';
import { textLink } from './textLink';
import { useAccount } from './useAccount';

/** Where a new learner makes an account. */
export function SignUpPage() {
    const { signUp } = useAccount();
    const { state } = useLocation();
    return (
        <AccountPage
            title="Sign up"
            heading="Welcome to Chiron"
            intro="A tutor to talk to: ask what you like, or follow a track at your own pace."
            other={
                <>
                    Been here before?{' '}
                    <Link to="/login" state={state} className={textLink}>
                        Log in
                    </Link>
                </>
            }
        >
            <CredentialsForm
                purpose="signUp"
                submit={signUp}
                hint="At least 8 characters."
                explain={(error, email) =>
                    error.code === 'email_exists' ? (
                        <Link to="/login" state={{ email }} className="font-medium underline">
                            Log in instead
                        </Link>
                    ) : null
                }
            />
        </AccountPage>
    );
}
