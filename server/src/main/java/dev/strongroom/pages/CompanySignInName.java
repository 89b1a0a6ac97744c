package dev.strongroom.pages;

/// What people call the company's sign-in, which the way in offers.
///
/// @param text empty: there is none, and none is offered
public record CompanySignInName(String text) {}
