import { apolloHandler } from '@/sandbox/apollo/apollo-handler';
import { blogSchema } from './schema';
import { BlogStore } from './store';

/** The blog as Lambda runs it: what the folder that the template names holds once this file is bundled into it. */
export const handler = apolloHandler(blogSchema(new BlogStore(), process.env.EDITION === '2' ? '2' : '1'));
