package dev.strongroom.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The handler reads its body as it arrives, from the request's input stream, and bounds it by itself: the limits of
/// size and time for whole bodies do not hold for it. A pause in the body is bounded by the container.
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface StreamedBody {}
