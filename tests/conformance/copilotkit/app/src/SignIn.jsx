import { useState } from 'react';

/** Exchanges an email and a password for the learner's access token. */
export function SignIn({ onToken }) {
  const [problem, setProblem] = useState();

  async function submit(event) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const answer = await fetch('/sign-in', { method: 'POST', body: JSON.stringify(Object.fromEntries(form)) });
    const body = await answer.json();
    if (answer.ok) {
      onToken(body.access_token);
    } else {
      setProblem(body.message);
    }
  }

  return (
    <form className="sign-in" onSubmit={submit}>
      <input name="email" type="email" placeholder="Email" required />
      <input name="password" type="password" placeholder="Password" required />
      <button type="submit">Sign in</button>
      {problem && <p role="alert">{problem}</p>}
    </form>
  );
}
