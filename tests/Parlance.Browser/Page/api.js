// REST as that front end calls it: with credentials, with a token when there is one, and out of the session at any 401.

export class Api {
  constructor(base) {
    this.base = base;
  }

  async call(method, path, body) {
    const headers = { Accept: 'application/json' };
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    const token = localStorage.getItem('auth-token');
    if (token) headers.Authorization = `Bearer ${token}`;
    const answer = await fetch(this.base + path, { method, headers, credentials: 'include', body: body === undefined ? undefined : JSON.stringify(body) });
    const json = await answer.json();
    if (answer.status === 401 && token) {
      localStorage.removeItem('auth-token');
      location.href = '/';
    }
    if (!answer.ok) throw new Error(json.message || json.detail);
    return json;
  }

  /** The guest of this browser: the one from last time if the server still knows it, else a new one. */
  async user(name) {
    const known = sessionStorage.getItem('user-id');
    if (known) {
      try {
        return await this.call('GET', `/users/${known}`);
      } catch {
        // 404: the server was emptied, so a new one is made.
      }
    }
    const user = await this.call('POST', '/users', { username: name });
    sessionStorage.setItem('user-id', user.id);
    return user;
  }

  join(room, user, avatar) {
    return this.call('POST', `/rooms/${encodeURIComponent(room)}/join`, { user_id: user.id, username: user.username, avatar_url: avatar });
  }

  messages(room) {
    return this.call('GET', `/rooms/${encodeURIComponent(room)}/messages?limit=100`);
  }

  send(room, user, content, avatar) {
    return this.call('POST', `/rooms/${encodeURIComponent(room)}/messages`, { user_id: user.id, username: user.username, content, avatar_url: avatar });
  }
}
