'use strict';

const list = document.getElementById('documents');
const input = document.getElementById('files');
const label = document.querySelector('#upload label');

input.addEventListener('change', () => {
  takeAll(input.files);
  input.value = '';
});
label.addEventListener('dragover', (event) => {
  event.preventDefault();
  label.classList.add('over');
});
label.addEventListener('dragleave', () => label.classList.remove('over'));
label.addEventListener('drop', (event) => {
  event.preventDefault();
  label.classList.remove('over');
  takeAll(event.dataTransfer.files);
});

/* Documents are drawn side by side: a bad one does not hold up the others. */
function takeAll(files) {
  for (const file of files) {
    const article = add(file.name);
    const taken = /\.ya?ml$/.test(file.name) ? readCard(file, article) : drawDocument(file, article);
    taken.catch((problem) => {
      article.classList.add('failed');
      say(article, problem.message);
    });
  }
}

async function drawDocument(file, article) {
  const { id, pages } = await send('documents', file);
  for (let page = 0; page < pages; page++) {
    say(article, `Drawing page ${page + 1} of ${pages}`);
    await draw(id, page, article);
  }
  article.classList.add('done');
  say(article, pages === 1 ? '1 page' : `${pages} pages`);
}

async function readCard(file, article) {
  const { card, ownLibrary } = await send('cards', file);
  const entries = document.createElement('dl');
  for (const [name, value] of Object.entries(card.entries)) {
    entries.append(element('dt', name), element('dd', value));
  }
  article.querySelector('.pages').append(entries);
  article.classList.add('done');
  say(article, `Read by process ${card.processId} with ${card.library}; the desk has ${ownLibrary}`);
}

async function send(path, file) {
  const form = new FormData();
  form.append('file', file);
  const response = await fetch(path, { method: 'POST', body: form, headers: { 'X-XSRF-TOKEN': token() } });
  await check(response);
  return response.json();
}

async function draw(id, page, article) {
  const response = await fetch(`documents/${id}/pages/${page}`);
  await check(response);
  const figure = document.getElementById('page').content.firstElementChild.cloneNode(true);
  const image = figure.querySelector('img');
  image.src = URL.createObjectURL(await response.blob());
  image.alt = `Page ${page + 1}`;
  figure.querySelector('figcaption').textContent =
    `Page ${page + 1}, drawn by process ${response.headers.get('X-Process-Id')} in ${response.headers.get('X-Millis')} ms`;
  article.querySelector('.pages').append(figure);
}

async function check(response) {
  if (response.redirected) {
    throw new Error('You are no longer signed in. Reload the page and sign in.');
  }
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw new Error(problem.detail || `The desk answered ${response.status}. Try again, or tell its operator.`);
  }
}

function add(name) {
  const article = document.getElementById('document').content.firstElementChild.cloneNode(true);
  article.querySelector('h2').textContent = name;
  say(article, 'Reading');
  list.prepend(article);
  return article;
}

function element(name, text) {
  const created = document.createElement(name);
  created.textContent = text;
  return created;
}

function say(article, text) {
  article.querySelector('.status').textContent = text;
}

function token() {
  const cookie = document.cookie.split('; ').find((each) => each.startsWith('XSRF-TOKEN='));
  return cookie ? decodeURIComponent(cookie.substring('XSRF-TOKEN='.length)) : '';
}
