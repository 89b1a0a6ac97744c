package dev.strongroom.pages;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.stereotype.Controller;

/// Its handlers answer people with HTML: the whole of a page, or the part of one that htmx asked for.
///
/// They declare who may reach them like every other handler. What is refused is shown as a page as well, and whoever
/// is not signed in is shown the way in at the same address. Their answers have the [Frame] under `frame`, the policy
/// [PageInterceptor#POLICY], and are kept by nobody.
@Controller
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Page {}
