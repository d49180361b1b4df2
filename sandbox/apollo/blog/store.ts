import { EventEmitter } from 'node:events';
import { SEED_AUTHORS, SEED_COMMENTS, SEED_POSTS } from './seed';

export interface Author {
  id: string;
  name: string;
  bio: string | null;
}

export type PostStatus = 'DRAFT' | 'PUBLISHED' | 'ARCHIVED' | 'HIDDEN';

export interface Post {
  id: string;
  slug: string;
  title: string;
  text: string;
  status: PostStatus;
  tags: string[];
  authorId: string;
  /** ISO 8601, as all times here. */
  createdAt: string;
  updatedAt: string;
}

export interface Comment {
  id: string;
  postId: string;
  author: string;
  text: string;
  createdAt: string;
}

export interface NewPost {
  title: string;
  text: string;
  authorId: string;
  status: PostStatus;
  tags: string[];
}

/** What the blog holds, in memory, and who is told when something is added. */
export class BlogStore {
  readonly authors = new Map(structuredClone(SEED_AUTHORS).map((author) => [author.id, author]));
  readonly posts = new Map(structuredClone(SEED_POSTS).map((post) => [post.id, post]));
  readonly comments = new Map(structuredClone(SEED_COMMENTS).map((comment) => [comment.id, comment]));
  /** `postAdded` and `postAdded {authorId}` with a Post, `commentAdded {postId}` with a Comment. */
  readonly added = new EventEmitter();
  #last = 100;

  constructor() {
    // Each subscription listens, and there may be a thousand.
    this.added.setMaxListeners(0);
  }

  /** Newest first. */
  postsOf(authorId?: string): Post[] {
    const all = [...this.posts.values()].filter((post) => authorId === undefined || post.authorId === authorId);
    return all.sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  }

  /** Oldest first. */
  commentsOf(postId: string): Comment[] {
    return [...this.comments.values()].filter((comment) => comment.postId === postId);
  }

  addPost(input: NewPost): Post {
    const id = `post-${++this.#last}`;
    const at = new Date().toISOString();
    const post = { ...input, id, slug: slugOf(input.title), createdAt: at, updatedAt: at };
    this.posts.set(id, post);
    this.added.emit('postAdded', post);
    this.added.emit(`postAdded ${post.authorId}`, post);
    return post;
  }

  addComment(input: Pick<Comment, 'postId' | 'author' | 'text'>): Comment {
    const comment = { ...input, id: `comment-${++this.#last}`, createdAt: new Date().toISOString() };
    this.comments.set(comment.id, comment);
    this.added.emit(`commentAdded ${comment.postId}`, comment);
    return comment;
  }

  deletePost(id: string): boolean {
    for (const comment of this.commentsOf(id)) this.comments.delete(comment.id);
    return this.posts.delete(id);
  }
}

export function slugOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, '-')
    .replace(/^-|-$/g, '');
}
