package dev.strongroom.vault.web;

import dev.strongroom.identity.ApiClient;
import dev.strongroom.pages.Page;
import dev.strongroom.pages.Part;
import dev.strongroom.vault.AllKeysRotation;
import dev.strongroom.vault.IndexRotation;
import dev.strongroom.web.RequiresRole;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/// The part of the page of keys that tells of search indexes and of the keys of customers.
@Page
@RequiresRole(ApiClient.ADMINISTRATOR)
class IndexPages {

    private final IndexRotation indexes;
    private final AllKeysRotation customers;

    IndexPages(IndexRotation indexes, AllKeysRotation customers) {
        this.indexes = indexes;
        this.customers = customers;
    }

    @GetMapping("/console/keys/indexes")
    @Part
    String indexes(Model model) {
        model.addAttribute("indexes", indexes.status());
        model.addAttribute("rotation", customers.progress());
        return "vault/indexes :: indexes";
    }
}
