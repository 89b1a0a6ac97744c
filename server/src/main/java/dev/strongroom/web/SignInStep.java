package dev.strongroom.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Part of signing in, or of looking after one's own factors: the handler is reached without a caller, finds out itself
/// what the session has proven so far, and refuses what needs more.
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface SignInStep {}
