// Goal: whoever knows Supabase finds an account of Chiron's to be one: its official client and our API share learners,
// logins and tokens, in both directions.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { createClient } from "@supabase/supabase-js";

const { SUPABASE_URL, SUPABASE_ANON_KEY, CHIRON_URL } = process.env;
const PASSWORD = "correct horse battery";

/** Not used by these stories, and Node 20 brings none. */
class NoSocket {}

/** A client of its own, as on another device. */
function supabase() {
  return createClient(SUPABASE_URL, SUPABASE_ANON_KEY, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    realtime: { transport: NoSocket },
  });
}

function newEmail() {
  return `ada-${randomUUID()}@example.com`;
}

/** @param {string} method @param {string} path @param {{ token?: string, body?: unknown }} [request] */
async function chiron(method, path, { token, body } = {}) {
  const response = await fetch(`${CHIRON_URL}/api/v1${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, json: text === "" ? undefined : JSON.parse(text) };
}

/** @template T @param {{ data: T, error: unknown }} answer */
function data(answer) {
  assert.equal(answer.error, null);
  return answer.data;
}

async function signedUp(email = newEmail()) {
  const client = supabase();
  const { session, user } = data(await client.auth.signUp({ email, password: PASSWORD }));
  assert.ok(session, "signing up logs in");
  return { client, session, user, email };
}

test("a learner signs up with the client, and their token opens Chiron's API", async () => {
  const { session } = await signedUp();

  const opened = await chiron("POST", "/chat/sessions", { token: session.access_token, body: {} });
  assert.equal(opened.status, 201);
  const listed = await chiron("GET", "/chat/sessions", { token: session.access_token });
  assert.equal(listed.status, 200);
  assert.ok(JSON.stringify(listed.json).includes(opened.json.session_id));
});

test("one learner's sessions are not another's, whose token is as good", async () => {
  const ada = await signedUp();
  const bob = await signedUp();
  const opened = await chiron("POST", "/chat/sessions", { token: ada.session.access_token, body: {} });

  const path = `/chat/sessions/${opened.json.session_id}/messages`;
  assert.equal((await chiron("GET", path, { token: ada.session.access_token })).status, 200);
  assert.equal((await chiron("GET", path, { token: bob.session.access_token })).status, 404);
});

test("the client logs in whom Chiron has signed up, and the other way round", async () => {
  const email = newEmail();
  const made = await chiron("POST", "/auth/signup", { body: { email, password: PASSWORD } });
  assert.equal(made.status, 201);
  const there = data(await supabase().auth.signInWithPassword({ email, password: PASSWORD }));
  assert.equal(there.user.id, made.json.user.id);

  const other = await signedUp();
  const here = await chiron("POST", "/auth/login", { body: { email: other.email, password: PASSWORD } });
  assert.equal(here.status, 200);
  assert.equal(here.json.user.id, other.user.id);
});

test("a wrong password is wrong on both sides", async () => {
  const { email } = await signedUp();

  const there = await supabase().auth.signInWithPassword({ email, password: "wrong horse" });
  assert.equal(there.error?.code, "invalid_credentials");
  const here = await chiron("POST", "/auth/login", { body: { email, password: "wrong horse" } });
  assert.equal(here.status, 401);
  assert.equal(here.json.error_code, "invalid_credentials");
});

test("an email that has an account is told on both sides", async () => {
  const { email } = await signedUp();

  const there = await supabase().auth.signUp({ email, password: PASSWORD });
  assert.equal(there.error?.code, "user_already_exists");
  const here = await chiron("POST", "/auth/signup", { body: { email, password: PASSWORD } });
  assert.equal(here.status, 409);
});

test("the client takes tokens of Chiron's, refreshes them, and the new ones open Chiron", async () => {
  const email = newEmail();
  const made = await chiron("POST", "/auth/signup", { body: { email, password: PASSWORD } });
  const client = supabase();
  const { access_token, refresh_token } = made.json;
  data(await client.auth.setSession({ access_token, refresh_token }));
  assert.equal(data(await client.auth.getUser()).user.email, email);

  const { session } = data(await client.auth.refreshSession());

  assert.notEqual(session?.refresh_token, refresh_token);
  assert.equal((await chiron("GET", "/chat/sessions", { token: session?.access_token })).status, 200);
});

test("the client finds the claims of Chiron's token right, by the key that the project shows", async () => {
  const made = await chiron("POST", "/auth/signup", { body: { email: newEmail(), password: PASSWORD } });

  const { claims } = data(await supabase().auth.getClaims(made.json.access_token));

  assert.equal(claims.sub, made.json.user.id);
  assert.equal(claims.role, "authenticated");
});

test("who signs out with the client cannot be refreshed by Chiron", async () => {
  const { client, session } = await signedUp();

  assert.equal((await client.auth.signOut({ scope: "local" })).error, null);

  const refreshed = await chiron("POST", "/auth/refresh", { body: { refresh_token: session.refresh_token } });
  assert.equal(refreshed.status, 401);
  assert.equal(refreshed.json.error_code, "invalid_refresh_token");
});

test("who logs out of Chiron cannot be refreshed by the client; their other login goes on", async () => {
  const { client, session, email } = await signedUp();
  const elsewhere = supabase();
  data(await elsewhere.auth.signInWithPassword({ email, password: PASSWORD }));

  assert.equal((await chiron("POST", "/auth/logout", { token: session.access_token })).status, 204);

  assert.ok((await client.auth.refreshSession()).error, "that login has ended");
  assert.ok(data(await elsewhere.auth.refreshSession()).session);
});
