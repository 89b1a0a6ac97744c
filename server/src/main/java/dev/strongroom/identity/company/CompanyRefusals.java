package dev.strongroom.identity.company;

import dev.strongroom.web.Problem;
import org.springframework.http.HttpStatus;

/// What people are told when the company's sign-in does not let them in. Nothing tells which part of an answer was
/// wrong, nor whether an account is locked or was never connected.
public final class CompanyRefusals {

    public static final String UNKNOWN = "sign_in.company_unknown";
    public static final String REFUSED = "sign_in.company_refused";
    public static final String TAKEN = "factor.company_taken";

    private CompanyRefusals() {}

    public static Problem off() {
        return Problem.of(
                HttpStatus.NOT_FOUND, "sign_in.company_off", "Sign in another way; there is no company sign-in here.");
    }

    public static Problem unknown() {
        return Problem.of(
                HttpStatus.UNAUTHORIZED,
                "sign_in.company_unknown",
                "Sign in with your own factors and connect the company sign-in on your account page; or ask an"
                        + " administrator.");
    }

    public static Problem refused() {
        return Problem.of(
                HttpStatus.UNAUTHORIZED,
                "sign_in.company_refused",
                "Begin again on the page to sign in; the answer of the company sign-in was not accepted.");
    }

    static Problem unavailable() {
        return Problem.of(
                HttpStatus.SERVICE_UNAVAILABLE,
                "sign_in.company_unavailable",
                "Sign in with your own factors, or try again later; the company sign-in does not answer as it should.");
    }

    static Problem taken() {
        return Problem.of(
                HttpStatus.CONFLICT,
                "factor.company_taken",
                "Sign in at the company as yourself and connect again; this company sign-in belongs to another account.");
    }

    static Problem notConnected() {
        return Problem.of(
                HttpStatus.NOT_FOUND, "factor.company_unknown", "Connect the company sign-in first; there is none.");
    }
}
