package dev.strongroom.identity;

import dev.strongroom.notify.Channel;
import java.util.List;
import java.util.Optional;

/// Where a customer is reached, as the customer's record says. A higher module answers; nothing of it is kept here.
public interface AddressesOnFile {

    /// An address of a customer in clear.
    ///
    /// @param value a mail address, or a phone number in the form of E.164
    record OnFile(Channel channel, String value) {
        @Override
        public String toString() {
            return "OnFile";
        }
    }

    /// Each time it is asked is a look at the customer, with an entry of its own.
    ///
    /// @param customer its number
    /// @param onBehalfOf the id of who has it asked; empty: the customer, or whoever has the customer's link
    /// @return mail addresses first; may be empty
    /// @throws dev.strongroom.web.Problem if customers are offered no accounts, or there is no such customer
    List<OnFile> of(long customer, Optional<String> onBehalfOf);
}
