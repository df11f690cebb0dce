/** What holds for every HTTP exchange: error bodies, limits, health. */
@NullMarked
package dev.chiron.tutor.platform.web;

import org.jspecify.annotations.NullMarked;
