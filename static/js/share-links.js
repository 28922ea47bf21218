/* <share-links>: beside its links, the share sheet of the system and a button that copies the address.

Its attributes are the words: share, copy, and copied for when that is done. No third party is asked. */

class ShareLinks extends HTMLElement {
  connectedCallback() {
    const url = document.querySelector("link[rel=canonical]")?.href ?? location.href;
    if (navigator.share) {
      // To close the sheet without a choice is no failure.
      this.add("share", () => navigator.share({ title: document.title, url }).catch(() => {}));
    }
    if (navigator.clipboard) {
      this.add("copy", async (button) => {
        await navigator.clipboard.writeText(url);
        button.textContent = this.getAttribute("copied");
      });
    }
  }

  add(name, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = this.getAttribute(name);
    button.ariaLive = "polite";
    button.addEventListener("click", () => act(button));
    this.append(button);
  }
}

customElements.define("share-links", ShareLinks);
