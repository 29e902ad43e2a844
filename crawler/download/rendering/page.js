(function (words) {
  // What is done with a page once it is loaded. Plain JavaScript of 2009: Splash's engine knows no other.
  // `words` holds the labels of buttons, in small letters; the answer is an object of actions.
  "use strict";

  function labelOf(element) {
    var text = element.innerText || element.value || element.getAttribute("aria-label") || "";
    return text.replace(/\s+/g, " ").replace(/^[^\w\u0080-\uffff]+|[^\w\u0080-\uffff]+$/g, "").toLowerCase();
  }

  function isVisible(element) {
    var box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0;
  }

  // A link that leads to a page would leave this one.
  function leadsAway(element) {
    var href = element.tagName === "A" ? (element.getAttribute("href") || "").trim() : "";
    return href !== "" && href.charAt(0) !== "#" && href.toLowerCase().indexOf("javascript:") !== 0;
  }

  function press(labels) {
    var all = document.querySelectorAll("button, a, [role=button], input[type=button], input[type=submit]");
    for (var i = 0; i < all.length; i++) {
      if (labels.indexOf(labelOf(all[i])) >= 0 && isVisible(all[i]) && !leadsAway(all[i])) {
        all[i].click();
        return true;
      }
    }
    return false;
  }

  return {
    // How much there is to read: it stands still when the page is done.
    size: function () {
      return document.body ? document.body.innerText.length + document.getElementsByTagName("a").length : 0;
    },
    acceptConsent: function () {
      return press(words.consent);
    },
    bringMore: function () {
      window.scrollTo(0, document.documentElement.scrollHeight);
      window.dispatchEvent(scrolled()); // engines without a screen do not always tell
      return press(words.more);
    }
  };

  function scrolled() {
    var event = document.createEvent("Event");
    event.initEvent("scroll", true, false);
    return event;
  }
})
