import { webgl } from '../backends/webgl';
import { serve } from './serve';

serve(webgl);
