// The list of messages. An own message is drawn at once and becomes the server's when its echo comes: the oldest pending one with the same
// user name and content. Whatever has an id that is known is drawn already.

export class Messages {
  constructor(list) {
    this.list = list;
    this.known = new Map();
    this.pending = [];
  }

  addPending(username, content, avatar) {
    const item = this.draw({ username, content, avatar });
    item.classList.add('pending');
    this.pending.push(item);
  }

  add(message) {
    if (this.known.has(message.id)) return;
    const index = this.pending.findIndex((item) => item.dataset.username === message.username && item.querySelector('.content').textContent === message.content);
    let item;
    if (index >= 0) {
      [item] = this.pending.splice(index, 1);
      item.classList.remove('pending');
      this.list.append(item); // where the server put it
      this.picture(item, message.avatar || message.avatar_url);
    } else {
      item = this.draw(message);
    }
    this.known.set(message.id, item);
  }

  draw({ username, content, avatar, avatar_url }) {
    const item = document.createElement('li');
    item.dataset.username = username;
    const name = document.createElement('b');
    name.textContent = username;
    const text = document.createElement('span');
    text.className = 'content';
    text.textContent = content;
    item.append(document.createElement('img'), name, text);
    this.picture(item, avatar || avatar_url);
    this.list.append(item);
    return item;
  }

  picture(item, url) {
    item.querySelector('img').setAttribute('src', url || 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>');
  }
}
