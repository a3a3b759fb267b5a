Googlebot
/search?q=1

User-agent: Baiduspider
Disallow: /

User-agent: *
Allow: / 