import { readFileSync } from "node:fs";

/** A file of the folder `keys`. */
function file(name: string): string {
  return readFileSync(new URL(`keys/${name}`, import.meta.url), "utf8");
}

/** A certificate for www.example.com, its key, and the certificate of the authority that issued it. */
export const SERVER = {
  certificate: file("server.pem"),
  privateKey: file("server.key"),
  authority: file("authority.pem"),
  expiration: new Date("2081-09-01T12:02:09Z"),
};

/** A public RSA key of 2048 bits in both formats, and its fingerprint: `ssh-keygen -l -E md5`. */
export const PUBLIC_KEY = {
  ssh: file("public.ssh").trim(),
  pem: file("public.pem"),
  fingerprint: "47:a2:18:f7:96:bb:6a:ad:e7:15:39:80:a9:7e:1a:a7",
};
