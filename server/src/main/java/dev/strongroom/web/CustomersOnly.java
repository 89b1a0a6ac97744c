package dev.strongroom.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Only a customer who is signed in reaches this handler: neither staff nor programs, whatever their roles. Where
/// something is changed, a second factor has to have been proven just now.
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface CustomersOnly {}
