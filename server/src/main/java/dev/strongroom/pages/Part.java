package dev.strongroom.pages;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Answers with a part of a page and never with the whole: opened by itself, without the page around it, it is refused.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Part {}
