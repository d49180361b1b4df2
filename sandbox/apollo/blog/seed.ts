import type { Author, Comment, Post } from './store';

export const SEED_AUTHORS: Author[] = [
  { id: 'author-ada', name: 'Ada Byron', bio: 'Writes about machines that do not exist yet.' },
  { id: 'author-grace', name: 'Grace Murray', bio: 'Measures nanoseconds in centimetres.' },
  { id: 'author-alan', name: 'Alan Mathison', bio: null },
];

const at = (day: number) => new Date(Date.UTC(2026, 2, day, 9)).toISOString();
const post = (id: number, rest: Omit<Post, 'id' | 'createdAt' | 'updatedAt'>): Post => ({
  ...rest,
  id: `post-${id}`,
  createdAt: at(id),
  updatedAt: at(id),
});

export const SEED_POSTS: Post[] = [
  post(1, {
    slug: 'notes-by-the-translator',
    title: 'Notes by the translator',
    text: 'The engine weaves algebraic patterns just as the loom weaves flowers and leaves.',
    status: 'PUBLISHED',
    tags: ['engines', 'history'],
    authorId: 'author-ada',
  }),
  post(2, {
    slug: 'a-moth-in-the-relay',
    title: 'A moth in the relay',
    text: 'First actual case of a bug being found. It is taped to the page.',
    status: 'PUBLISHED',
    tags: ['debugging'],
    authorId: 'author-grace',
  }),
  post(3, {
    slug: 'can-machines-think',
    title: 'Can machines think?',
    text: 'Replace the question by another, which is closely related to it.',
    status: 'PUBLISHED',
    tags: ['games', 'engines'],
    authorId: 'author-alan',
  }),
  post(4, {
    slug: 'über-zahlen-📚',
    title: 'Über Zahlen 📚',
    text: 'Ein Entwurf: 1, 1, 2, 3, 5, 8 …',
    status: 'DRAFT',
    tags: [],
    authorId: 'author-ada',
  }),
];

export const SEED_COMMENTS: Comment[] = [
  { id: 'comment-1', postId: 'post-1', author: 'Charles', text: 'When will it be built?', createdAt: at(5) },
  { id: 'comment-2', postId: 'post-1', author: 'Luigi', text: 'Longer than what it translates.', createdAt: at(6) },
  { id: 'comment-3', postId: 'post-2', author: 'Howard', text: 'Keep the moth.', createdAt: at(7) },
];
