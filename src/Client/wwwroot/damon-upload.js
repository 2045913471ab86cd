// Sends the file of an input while it is read from the disk, and tells how much of it is sent.

const requests = new Map();
const tellEvery = 100; // milliseconds

export function send(upload, input, address, dotnet) {
    return new Promise(resolve => {
        const form = new FormData();
        form.append('file', input.files[0]);
        const request = new XMLHttpRequest();
        let told = -tellEvery;
        request.upload.onprogress = event => {
            const now = performance.now();
            if (now - told >= tellEvery || event.loaded === event.total) {
                told = now;
                dotnet.invokeMethodAsync('OnSent', event.loaded, event.total);
            }
        };
        const end = answer => {
            requests.delete(upload);
            resolve({ status: 0, body: '', givenUp: false, ...answer });
        };
        request.onload = () => end({ status: request.status, body: request.responseText });
        request.onerror = () => end({});
        request.onabort = () => end({ givenUp: true });
        request.open('POST', address);
        requests.set(upload, request);
        request.send(form);
    });
}

export function giveUp(upload) {
    requests.get(upload)?.abort();
}
