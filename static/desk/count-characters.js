/* <count-characters for="id_title" advised="60">%(count)s of 60</count-characters> */
customElements.define("count-characters", class extends HTMLElement {})
