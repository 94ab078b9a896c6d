import { webgl } from '../../tfjs/backends/webgl';
import { serve } from './serve';

serve(webgl);
