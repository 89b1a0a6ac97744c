package dev.strongroom.identity.web;

import dev.strongroom.identity.contact.Contact;
import dev.strongroom.identity.contact.ContactCodes;
import dev.strongroom.identity.session.OwnContacts;
import dev.strongroom.identity.session.PersonAuthentication;
import dev.strongroom.web.SignInStep;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Where people are reached, as they change it themselves.
@RestController
@SignInStep
@RequestMapping("/v1/me/contacts")
class OwnContactsController {

    private final OwnContacts contacts;
    private final PersonAuthentication people;

    OwnContactsController(OwnContacts contacts, PersonAuthentication people) {
        this.contacts = contacts;
        this.people = people;
    }

    /// @param kind mail or phone
    record NewContact(
            @Nullable String kind,
            @Nullable String label,
            @Nullable String value) {
        @Override
        public String toString() {
            return "NewContact";
        }
    }

    record Code(@Nullable String code) {
        @Override
        public String toString() {
            return "Code";
        }
    }

    record Label(@Nullable String label) {}

    record AllContacts(List<Contact> contacts) {}

    @GetMapping
    AllContacts list(HttpServletRequest request) {
        return new AllContacts(contacts.list(people.requireComplete(request)));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    ContactCodes.Asked begin(@RequestBody NewContact body, HttpServletRequest request) {
        return contacts.begin(
                people.requireComplete(request),
                text(body.kind()),
                text(body.label()),
                text(body.value()),
                SessionCookies.from(request));
    }

    @PostMapping("/confirmations")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void confirm(@RequestBody Code body, HttpServletRequest request) {
        contacts.confirm(people.requireComplete(request), text(body.code()), SessionCookies.from(request));
    }

    @PutMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void rename(@PathVariable String id, @RequestBody Label body, HttpServletRequest request) {
        contacts.rename(people.requireComplete(request), id, text(body.label()));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String id, HttpServletRequest request) {
        contacts.remove(people.requireComplete(request), id);
    }

    private static String text(@Nullable String given) {
        return Objects.requireNonNullElse(given, "");
    }
}
