package dev.strongroom.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Any authenticated caller may reach this handler; what it may see there is decided further in, by purpose and grant.
/// Where something is changed, a person needs a second factor that was just proven.
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface AnyCaller {

    /// Whether nothing is changed although the method is POST.
    boolean reads() default false;
}
