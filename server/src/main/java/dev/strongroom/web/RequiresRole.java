package dev.strongroom.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The caller must be authenticated and hold one of the named roles. A handler method carries this,
/// [AnyCaller], [CustomersOnly], [SignInStep] or [OpenEndpoint]; one that carries none is refused for everybody.
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface RequiresRole {
    String[] value();

    /// Whether a person needs a second factor that was just proven for what is only read, too. What is changed always
    /// needs it.
    boolean fresh() default false;
}
