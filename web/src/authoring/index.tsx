export { AuthoringPages } from './AuthoringPages';
